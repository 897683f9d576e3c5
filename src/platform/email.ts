/** Whether the text can be an e-mail address: one @, a name before it, a domain with a dot after it, nothing that could add a header. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"',;:\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)
}
