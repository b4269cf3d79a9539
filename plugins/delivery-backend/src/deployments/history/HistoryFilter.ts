import type {
  DeploymentCause,
  DeploymentOutcome,
  DoraFigure,
} from '@stonegarden/backstage-plugin-delivery-common';

/** Environments, and the services whose environments of these names are meant. */
export interface HistoryPlaces {
  entityRefs: string[];
  environments: string[];
}

/** Which deployments are meant: those for which everything given is true. Times are ISO 8601 in UTC, as they are recorded. */
export interface HistoryFilter {
  /** Nothing outside of these. */
  places: HistoryPlaces[];
  environments?: string[];
  causes?: DeploymentCause[];
  outcomes?: DeploymentOutcome[];
  rolledBack?: boolean;
  /** Begun then or later. */
  since?: string;
  /** Begun before. */
  until?: string;
  /** Part of an image reference, of the name of a service or of a person, or the beginning of a commit. */
  text?: string;
  /** Only those that a figure of DORA metrics counts; `environments` then are those of production. */
  countedIn?: DoraFigure;
}
