"""Papers other than the notice, filled from findings: records, letters, notices of re-inspection,
circulars, reports. What findings do not tell stays open for the pen or prints 【缺：…】."""
