import { z } from 'zod'
import { Bilingual, FactSource, held, Key } from './regency-fact.contract.ts'

/** What a step of a household plan is; what each kind means, the module of cases says. */
export const StepKind = z.enum(['task', 'referral', 'proposal'])
export type StepKind = z.infer<typeof StepKind>

const TemplateStep = z.strictObject({
  key: Key,
  kind: StepKind,
  /** In Bahasa Indonesia: it becomes words of the plan, which officers and the reporter read. */
  title: z.string().trim().min(5).max(160),
  /** A key of offices.yaml, of the office of the place, or `lead`. */
  office: Key,
  /** By when, counted from the day of planning. */
  withinDays: z.int().min(0).max(366).optional(),
  /** Keys of steps above that must have ended. */
  needs: z.array(Key).default([]),
})

/** plans.yaml: the steps that are suggested for a kind of trouble. */
export const PlansFile = z.strictObject({
  plans: z.array(z.strictObject({
    key: Key, category: z.string(), ...held, name: Bilingual, source: FactSource, steps: z.array(TemplateStep).min(1).max(20),
  })),
})
export type PlanTemplates = Readonly<z.infer<typeof PlansFile>>['plans']
