import { RenderRefusal } from './RenderRefusal';

/**
 * A refusal of files that may be right: kustomize may render them, and only what it makes of them is not told here.
 *
 * @internal
 */
export class UnsupportedRefusal extends RenderRefusal {}
