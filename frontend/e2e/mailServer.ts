import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** The port that the product was told its mail server is at. */
const port = Number(process.env.SMTP_PORT)

export interface Letter {
  to: string
  subject: string
  text: string
}

const word = (text: string) =>
  text.replace(/\s*=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, part: string) => Buffer.from(part, 'base64').toString())

function read(to: string, lines: string[]): Letter {
  const all = lines.join('\n')
  const boundary = /boundary="([^"]+)"/.exec(all)?.[1] ?? ''
  const plain = all.split(`--${boundary}`).find((part) => part.includes('Content-Type: text/plain')) ?? ''
  return {
    to,
    subject: word(/^Subject:((?:.*)(?:\n .*)*)/m.exec(all)?.[1] ?? '').trim(),
    text: Buffer.from(plain.slice(plain.indexOf('\n\n')), 'base64').toString(),
  }
}

/** Takes letters as a mail server does, one word after the other in the order of RFC 5321; knows no mailbox that begins with nobody-. */
export class MailServer {
  readonly letters: Letter[] = []
  /** What was said to it out of order. */
  readonly complaints: string[] = []
  private readonly server: Server = createServer((socket) => void this.talk(socket))

  open() {
    if (!port) throw new Error('SMTP_PORT must be the port that the product sends letters to')
    return new Promise<void>((opened) => this.server.listen(port, '127.0.0.1', opened))
  }

  close() {
    return new Promise<void>((closed) => this.server.close(() => closed()))
  }

  private async talk(socket: Socket) {
    const say = (line: string) => socket.write(`${line}\r\n`)
    const wrong = (line: string) => {
      this.complaints.push(line)
      say('503 5.5.1 bad sequence of commands')
    }
    let [greeted, from, to] = [false, '', '']
    let letter: string[] | undefined
    say('220 mail.test ESMTP')
    for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (letter) {
        if (line !== '.') {
          letter.push(line.replace(/^\./, ''))
          continue
        }
        this.letters.push(read(to, letter))
        letter = undefined
        say('250 2.0.0 queued')
      } else if (/^EHLO \S/.test(line)) {
        greeted = true
        say('250 mail.test')
      } else if (greeted && /^MAIL FROM:<[^<>\s]+@[^<>\s]+>$/.test(line)) {
        from = line
        say('250 2.1.0 ok')
      } else if (from && /^RCPT TO:<nobody-[^<>\s]*>$/.test(line)) {
        say('550 5.1.1 no such user')
      } else if (from && /^RCPT TO:<[^<>\s]+@[^<>\s]+>$/.test(line)) {
        to = line.slice('RCPT TO:<'.length, -1)
        say('250 2.1.5 ok')
      } else if (to && line === 'DATA') {
        letter = []
        say('354 go on')
      } else if (line === 'QUIT') {
        say('221 2.0.0 bye')
        socket.end()
      } else wrong(line)
    }
  }
}
