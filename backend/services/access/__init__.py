"""Who may come in and do what: logins of users, officers and agencies, and the rights they give."""
