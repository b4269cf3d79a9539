/**
 * A file to write.
 *
 * @public
 */
export interface RenderedFile {
  /** With `/`, from the folder that the function which made it names. */
  path: string;
  /** The whole text, ending with a line break. */
  content: string;
}
