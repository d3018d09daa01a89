"""What reading handwriting ships beside the model: words of the language, and calibration."""
