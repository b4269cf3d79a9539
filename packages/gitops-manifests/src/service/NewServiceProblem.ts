/**
 * Something that keeps a service from being created.
 *
 * @public
 */
export interface NewServiceProblem {
  /** Dotted path of the field, for example `environments[1].namespace`. */
  field: string;
  /** One sentence that says what is wrong and what would be right. */
  message: string;
}
