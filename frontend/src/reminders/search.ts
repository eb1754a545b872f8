import type { ReminderTemplate, Rule } from '@/platform/api/model'

const folded = (text: string) => text.toLowerCase().replaceAll('ё', 'е')

/** Every word of what is looked for, anywhere in the name, the description or the rules as they are read. */
export function matches(
  { name, description, rules }: Pick<ReminderTemplate, 'name' | 'description' | 'rules'>,
  searched: string,
  ruleText: (rule: Rule) => string,
): boolean {
  const said = folded([name, description, ...rules.map(ruleText)].join(' '))
  return folded(searched)
    .split(/\s+/)
    .every((word) => said.includes(word))
}
