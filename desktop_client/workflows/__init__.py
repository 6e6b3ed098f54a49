"""What a user does, without a screen: each step is a plain call that a job runs."""
