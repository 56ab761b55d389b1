export interface LineButtonProps {
  line: number;
  column: number;
  onGoTo(line: number, column: number): void;
}

/** Leads to a line of the learner's source. */
export function LineButton({ line, column, onGoTo }: LineButtonProps) {
  return (
    <button type="button" class="line-button" onClick={() => onGoTo(line, column)}>
      line {line}
    </button>
  );
}
