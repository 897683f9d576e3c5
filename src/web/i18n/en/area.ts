import { menu } from './menu.ts'
import type { area as source, areaRefusals as refusalSource } from '../id/area.ts'
import type { Translation } from '../lang.ts'

function drawn({ regencies, districts, villages }: Parameters<typeof source.found>[0]): string {
  const parts = [regencies > 0 && 'the regency', districts > 0 && `${districts} districts`, villages > 0 && `${villages} villages`]
  return parts.filter((part) => part !== false).join(', ')
}

export const areaRefusals: Translation<typeof refusalSource> = {
  boundaries_not_json: 'This file cannot be read as GeoJSON. Export it again from your map program and choose it once more.',
  boundaries_not_geojson: 'This file is no GeoJSON FeatureCollection. Choose GeoJSON when exporting (not TopoJSON or KML).',
  boundaries_too_many: 'This file is too detailed (more than 5,000 parts or 200,000 points). Simplify it first and choose it once more.',
  boundaries_axes_swapped: 'Latitude and longitude are swapped in this file. GeoJSON writes longitude first; swap them and choose it once more.',
  boundaries_no_match: 'No part of this file is an area of our regency. Check that the ministry’s codes stand in "code" or "kode".',
}

export const area: Translation<typeof source> = {
  /** Why a file of borders cannot be taken; judged in the browser before it is sent. */
  refused: areaRefusals,
  title: menu.areas.text,
  lede: 'Names and codes of areas come from the regency’s configuration. Their borders are imported here so that maps can be drawn.',
  listTitle: 'Districts',
  listCaption: 'Districts with the number of villages and the borders that exist',
  code: 'Code',
  district: 'District',
  villages: 'Villages',
  borders: 'Borders on the map',
  bordersOf: (p) => `${p.districtDrawn ? 'District present' : 'District missing'}, villages ${p.drawn} of ${p.total}`,
  complete: 'Complete',
  partly: 'Partly',
  missing: 'Missing',
  importTitle: 'Import borders',
  importLede: 'Choose one GeoJSON file with districts, villages, or both. Each area must carry its official code (for example 12.34.05.2003).',
  file: 'File of borders',
  fileHint: (p) => `GeoJSON, WGS 84, at most ${p.limit}. Drag it here, or choose it from your device.`,
  previewTitle: 'What the file holds',
  previewOf: (p) => `${p.name} has been checked. Nothing is saved yet.`,
  found: (p) => `Recognised: ${drawn(p)}.`,
  allThere: 'No area is left out.',
  notInFile: (p) => `Not in the file, so that the old borders stay: ${p.count} ${p.count === 1 ? 'area' : 'areas'}`,
  notMatched: (p) => `${p.count} ${p.count === 1 ? 'part of the file is' : 'parts of the file are'} not used`,
  positionInFile: 'Position in the file',
  nameInFile: 'Name in the file',
  reason: 'Why',
  reasons: {
    no_code: 'Carries no area code',
    code_unknown: 'Its code is no area of this regency',
    name_differs: 'Its name is not the name for that code (perhaps a BPS code)',
    not_a_polygon: 'Not a whole polygon',
    outside: 'Lies outside the regency',
    twice: 'Its code stood earlier in the file',
  },
  source: 'Source of the data',
  sourceHint: 'Shown below the map. Write the institution or site, and the version.',
  licence: 'Licence',
  licenceHint: 'For example CC BY 4.0, MIT, or the number of a permission',
  snapshotOn: 'Date of the data',
  save: 'Save borders',
  chooseOther: 'Choose another file',
  saved: (p) => `Borders saved: ${drawn(p)}.`,
  originsTitle: 'Source of the borders in use',
  originOf: (p) => `${p.source} (${p.licence}), data of ${p.day}`,
  noOrigins: 'No borders have been imported yet. The map uses the middles of the districts.',
}
