-- Encrypted, a secret is longer than it was. What is plain in the rows is encrypted when the service starts.
alter table webhook alter column secret type text;
