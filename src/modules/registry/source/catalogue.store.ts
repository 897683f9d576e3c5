import type pg from 'pg'
import { newId } from '#platform/id.ts'
import { lastingStrength, type SourceCatalogue } from './source.rules.ts'

/**
 * Writes the regency's sources into their table, with the owner's login: new ones appear, changed ones change, none goes, because its values
 * stay. Doing it again changes nothing.
 */
export async function applySources(owner: pg.ClientBase, regency: SourceCatalogue & { readonly regencyId: number }): Promise<void> {
  const rows = regency.sources.map((source) => ({
    source_id: newId(), key: source.key, name: source.name, kind: source.kind, strength: lastingStrength(source),
    is_synthetic: source.kind === 'synthetic', terms: { legalBasis: source.legalBasis, licence: source.licence, purpose: source.purpose },
  }))
  await owner.query(`
    insert into registry.source (regency_id, source_id, key, name, kind, strength, is_synthetic, terms)
    select $1, source_id, key, name, kind, strength, is_synthetic, terms
    from jsonb_to_recordset($2::jsonb)
      as w (source_id uuid, key text, name text, kind text, strength smallint, is_synthetic boolean, terms jsonb)
    on conflict (regency_id, key) do update set name = excluded.name, kind = excluded.kind, strength = excluded.strength,
      is_synthetic = excluded.is_synthetic, terms = excluded.terms
    where (source.name, source.kind, source.strength, source.is_synthetic, source.terms)
      is distinct from (excluded.name, excluded.kind, excluded.strength, excluded.is_synthetic, excluded.terms)`, [regency.regencyId, JSON.stringify(rows)])
}
