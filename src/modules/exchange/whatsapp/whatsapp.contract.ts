import { z } from 'zod'

/** What WhatsApp's Cloud API brings to the webhook, as far as we read it. What we do not know is passed by, never refused. */

const Media = z.object({ id: z.string(), mime_type: z.string().optional(), caption: z.string().optional() })

/** `from` may be missing since people can hide their number; `user_id` then says who it is. */
export const WhatsAppMessage = z.object({
  id: z.string().min(1).max(300),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  user_id: z.string().optional(),
  timestamp: z.string().optional(),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  image: Media.optional(),
  audio: Media.optional(),
  voice: Media.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: z.string().optional(), address: z.string().optional() }).optional(),
  interactive: z.object({
    button_reply: z.object({ id: z.string(), title: z.string() }).optional(),
    list_reply: z.object({ id: z.string(), title: z.string() }).optional(),
  }).optional(),
  button: z.object({ payload: z.string().optional(), text: z.string() }).optional(),
})
export type WhatsAppMessage = z.infer<typeof WhatsAppMessage>

export const WhatsAppStatus = z.object({
  id: z.string().min(1).max(300),
  status: z.string(),
  timestamp: z.string().optional(),
  biz_opaque_callback_data: z.string().optional(),
})
export type WhatsAppStatus = z.infer<typeof WhatsAppStatus>

export const WhatsAppWebhook = z.object({
  object: z.string().optional(),
  entry: z.array(z.object({
    changes: z.array(z.object({
      field: z.string().optional(),
      value: z.object({
        metadata: z.object({ phone_number_id: z.string() }).optional(),
        contacts: z.array(z.object({ wa_id: z.string().optional(), user_id: z.string().optional() })).optional(),
        messages: z.array(z.unknown()).optional(),
        statuses: z.array(z.unknown()).optional(),
      }),
    })),
  })),
})
