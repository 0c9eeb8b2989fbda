-- Why the package is not any more what was installed, in a sentence; null while it is.
alter table plugin_artifacts add column modified text;
