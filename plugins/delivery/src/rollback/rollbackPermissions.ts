/**
 * Names of the permissions about the way back.
 *
 * @internal
 */
export const ROLLBACK_PERMISSIONS = {
  open: 'delivery.rollback.create',
  emergency: 'delivery.rollback.bypass',
  rollout: 'delivery.rollout.update',
} as const;
