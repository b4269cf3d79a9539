import axeCore from 'axe-core';

/**
 * Breaches of accessibility rules in a rendered element, as `rule: element`. Colors cannot be judged here, and the
 * page around the element is not the plugin's.
 */
export async function axe(element: Element): Promise<string[]> {
  // jsdom draws nothing, and axe asks a canvas whether letters are icons.
  const canvas = jest
    .spyOn(HTMLCanvasElement.prototype, 'getContext')
    .mockReturnValue(null);
  const { violations } = await axeCore.run(element, {
    rules: {
      'color-contrast': { enabled: false },
      region: { enabled: false },
      'heading-order': { enabled: false },
      'label-content-name-mismatch': { enabled: true },
    },
  });
  canvas.mockRestore();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html}`),
  );
}
