import type {
  AutomaticOpening,
  ChosenRelease,
  Deployment,
  PromotionOverride,
  PromotionRequest,
  Reason,
  RollbackDetails,
} from '@stonegarden/backstage-plugin-delivery-common';

/** What goes back, with the Deployment that it goes back to. */
export type RequestedRollback = Omit<
  RollbackDetails,
  'deployment' | 'replaces'
> & { deployment: Deployment };

/** What is asked for: a promotion, or a rollback, whose `from` and `to` are the same environment. */
export interface RequestedPromotion
  extends Omit<PromotionRequest, 'deployment' | 'override'> {
  /** The portal asks by itself, for this Release and no other. */
  automatic?: AutomaticOpening & { releaseKey: string };
  /** Where the Release was chosen from. */
  chosen?: ChosenRelease;
  /** Overrides that are in force. */
  overrides?: readonly PromotionOverride[];
  rollback?: RequestedRollback;
  /** Id of the train that it is opened with. */
  train?: string;
  /** What the reason was given for, of one that is open; for whatever asks for one when left out. */
  reasonGivenFor?: readonly Reason[];
}
