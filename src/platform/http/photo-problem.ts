/** What can be wrong with the photos of a form. */
export type PhotoProblem =
  | { readonly kind: 'photo_unknown'; readonly field: 'photos' }
  | { readonly kind: 'too_many_photos'; readonly field: 'photos'; readonly maximum: number }
  | { readonly kind: 'photo_unreadable' | 'photo_too_many_pixels' | 'photo_too_large'; readonly field: 'photos'; readonly name: string }
