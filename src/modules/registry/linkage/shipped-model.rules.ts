import { LinkModel } from './model.contract.ts'
import shipped from './shipped-model.json' with { type: 'json' }

/** The model that a registry begins with, until it has learned from its own lists. Made by `tools/make-link-model.ts`. */
export const shippedModel: LinkModel = LinkModel.parse(shipped)
