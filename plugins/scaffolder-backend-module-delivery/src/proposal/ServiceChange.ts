import type { FileEdit } from '@stonegarden/backstage-plugin-delivery-node';

/**
 * The change that adds a service.
 *
 * @internal
 */
export interface ServiceChange {
  /** Of the service. */
  name: string;
  /** Branch to merge into, and the commit the edits were made on. */
  base: { branch: string; commit: string };
  /** Branch to create. Another name is taken where it holds commits of others. */
  branch: string;
  edits: FileEdit[];
  title: string;
  /** Markdown. */
  body: string;
  trailers: Record<string, string>;
  author?: { name: string; email: string };
}
