"""The lessons: their operations and questions, and running an operation for a reader."""
