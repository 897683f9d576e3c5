export type BackupRefusal =
  | { readonly kind: 'not_a_backup' }
  /** A byte is not what it was; `where` names the part. */
  | { readonly kind: 'backup_damaged'; readonly where: string }
  /** The file ends before its table of contents: the disk was full, the copy was cut. */
  | { readonly kind: 'backup_incomplete' }
  | { readonly kind: 'backup_encrypted' }
  | { readonly kind: 'backup_key_wrong' }
  | { readonly kind: 'age_key_invalid'; readonly text: string }
  | { readonly kind: 'backup_of_other_version'; readonly madeBy: string; readonly reason: string }
  | { readonly kind: 'target_not_empty'; readonly target: string }
  /** Row security would silently leave rows out of this login's copy. */
  | { readonly kind: 'login_sees_too_little'; readonly login: string }
  | { readonly kind: 'backup_running' }
  | { readonly kind: 'keys_needed' }
  | { readonly kind: 'keys_differ' }
  | { readonly kind: 'keys_need_encryption' }
  | { readonly kind: 'restored_differs'; readonly where: string }

/** A backup or a restore that may not go on; nothing was changed. The caller words it. */
export class BackupRefused extends Error {
  readonly refusal: BackupRefusal

  constructor(refusal: BackupRefusal) {
    super(JSON.stringify(refusal))
    this.refusal = refusal
  }
}
