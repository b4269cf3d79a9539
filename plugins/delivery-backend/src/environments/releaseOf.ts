import {
  parseImage,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';

/** How well an image's name fits the service's: Argo CD sorts images by name, which says nothing about which is the main one. */
function rank(repository: string, service: string): number {
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  if (last === service) {
    return 0;
  }
  if (last.includes(service) || service.includes(last)) {
    return 1;
  }
  return 2;
}

/** What runs, with the service's own image first; undefined when Argo CD lists no image. */
export function releaseOf(
  images: string[],
  service: string,
): Release | undefined {
  if (images.length === 0) {
    return undefined;
  }
  return {
    images: images
      .map(parseImage)
      .sort(
        (one, other) => rank(one.name, service) - rank(other.name, service),
      ),
  };
}
