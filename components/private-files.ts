/**
 * From here on, whatever this process and its children write is the user's alone: files 0600, folders and programs 0700. kwokctl, for
 * one, makes the keys of a cluster readable for everybody otherwise.
 */
export function keepFilesPrivate(): void {
  process.umask(0o077);
}
