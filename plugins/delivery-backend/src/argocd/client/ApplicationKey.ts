/** Which Application: what Argo CD needs to tell one that is missing from one that is forbidden. */
export interface ApplicationKey {
  name: string;
  /** Undefined: the one that Argo CD itself is in. */
  namespace?: string;
  project: string;
}
