interface StonesProps {
  /** In pixels. */
  size: number;
  className?: string;
}

/** Stonegarden's mark: three stones, in the color of the text's `fill`. */
export const Stones = ({ size, className }: StonesProps) => (
  <svg
    className={className}
    viewBox="0 0 32 32"
    width={size}
    height={size}
    aria-hidden
  >
    <ellipse cx="16" cy="25.5" rx="13" ry="4.5" />
    <ellipse cx="15" cy="15.5" rx="9" ry="3.8" />
    <ellipse cx="17" cy="7" rx="5.5" ry="3" />
  </svg>
);
