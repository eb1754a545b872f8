import type { MessageContext, MessageFunction } from 'vue-i18n'

const VALUE = /\{(?:(\w+)|'([^']*)')\}/

/**
 * What our texts use of the library's format: forms of a number between bars, values in braces, and signs in quotes such as
 * `{'@'}`. The compiler that the library brings also reads links and lists, and would be a twentieth of the first load.
 */
export function compileMessage(source: unknown): MessageFunction {
  const forms = String(source)
    .split(' | ')
    .map((form) => form.split(VALUE))
  return ((context: MessageContext) => {
    // Text, name and sign take turns; of name and sign one is missing.
    const filled = forms.map((form) =>
      form.map((part = '', at) => (at % 3 === 1 && part ? String(context.named(part) ?? '') : part)).join(''),
    )
    return filled.length > 1 ? context.plural(filled) : filled[0]
  }) as MessageFunction
}
