import { fileURLToPath } from 'node:url'

/** What a run leaves behind for eyes: at the top of the checkout, not in git. */
export const artefact = (name: string) => fileURLToPath(new URL(`../../artefacts/${name}`, import.meta.url))
