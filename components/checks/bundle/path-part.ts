/** A name as a part of a path: what is not a plain word is encoded, so it leads nowhere else. */
export function pathPart(name: string): string {
  const encoded = encodeURIComponent(name);
  if (encoded === "") return "_";
  return /^\.+$/.test(encoded) ? encoded.replaceAll(".", "%2E") : encoded;
}
