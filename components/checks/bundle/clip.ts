/** A text of at most so many characters: its beginning and its end, and between them how much is left out. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor(most / 2);
  return `${text.slice(0, half)}\n… ${text.length - 2 * half} characters are left out here …\n${text.slice(-half)}`;
}
