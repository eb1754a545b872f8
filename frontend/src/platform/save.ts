/** Hands a file to the browser as if it had been a download. */
export function saveFile(contents: Blob, name: string): void {
  const url = URL.createObjectURL(contents)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has begun to read it by then; kept longer, it would stay in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
