import type { AttributeGroup } from '#modules/people/regency/regency.contract.ts'

const attributes: Readonly<Record<AttributeGroup, readonly string[]>> = {
  identity: ['name', 'sex', 'birthOn', 'birthPlace', 'motherName', 'fatherName'],
  kinship: ['marital', 'relation'],
  address: ['address', 'home'],
  decile: ['decile'],
  dwelling: ['dwelling', 'floorAreaSquareMeters', 'floor', 'wall', 'roof', 'water', 'light', 'powerVoltAmperes', 'cookingFuel', 'toilet'],
  education: ['education', 'schooling'],
  work: ['occupation', 'monthlyIncomeRupiah'],
  health: ['chronicIllness', 'isPregnant', 'disability'],
  programmes: ['programmes', 'healthCover'],
  contact: ['phone'],
}

const groups = new Map(Object.entries(attributes).flatMap(([group, names]) => names.map((name): [string, AttributeGroup] => [name, group as AttributeGroup])))

/** The group in whose strength sources are compared on an attribute; undefined when only their general strength counts. */
export function groupOf(attribute: string): AttributeGroup | undefined {
  return groups.get(attribute)
}
