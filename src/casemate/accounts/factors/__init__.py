"""Second factors: time-based codes, recovery codes, passkeys (NIST SP 800-63B-4 sections 3.1.2 to 3.1.7, ASVS 5.0 chapter 6)."""
