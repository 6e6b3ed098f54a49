"""Messages on their way out: e-mail by SMTP, SMS by HTTP, or files in a folder."""
