"""알림: messages to applicants, kept with what they tell and sent afterwards."""
