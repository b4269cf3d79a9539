import type {
  Release,
  ReleaseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ImagePresence } from '../../registries/RegistryClient';

/** A Release that a rollback takes back, and who declared that earlier ones cannot run after it. */
export interface TakenBackRelease {
  release?: Release;
  /** Path of the service.yaml that says `spec.release.rollbackSafe: false`, at the commit that was deployed. */
  unsafeByFile?: string;
  /** The pull request that brought it, with the label that says so. */
  unsafeByLabel?: { pullRequest: number; label: string };
}

/** What the warnings of a rollback are derived from. What is not known is left out, and says nothing. */
export interface RollbackWarningFacts {
  environment: string;
  /** Newest first. */
  takenBack: TakenBackRelease[];
  /** The images that would run again. */
  images: Array<{ image: ReleaseImage; presence: ImagePresence }>;
}
