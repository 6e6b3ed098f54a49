"""What tests, measurements, fuzzing and the journey share; the product never imports it."""
