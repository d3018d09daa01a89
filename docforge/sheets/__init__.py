"""Every workbook (.xlsx) that docforge writes: findings, registers, the review list."""
