/**
 * A dependency and the service it means, where it means one.
 *
 * @public
 */
export interface ResolvedDependency {
  ref: string;
  /** What the service itself calls this dependency. */
  alias?: string;
  optional: boolean;
  /** Name of the service; undefined when the dependency resolves to nothing. */
  service?: string;
}
