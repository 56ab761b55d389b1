import { useMemo, useState } from 'preact/hooks';
import type { BoardLearner, BoardView } from '../../../room-messages.ts';
import {
  countLearners,
  FILTERS,
  type Filter,
  filterLearners,
  ORDERS,
  type Order,
  orderLearners,
  type Row,
  rowOf,
} from '../../models/room/board-rows.ts';
import { inPage } from '../Header.tsx';
import { Sign } from './Sign.tsx';

export interface LearnerListProps {
  view: BoardView;
  /** How long ago the view came, in milliseconds. */
  sinceMs: number;
  onOpen(seat: number): void;
}

const FILTER_WORDS: Record<Filter, string> = {
  all: 'All',
  help: 'Needs help',
  broken: 'Broken',
  solved: 'Solved',
  away: 'Away',
};
const ORDER_WORDS: Record<Order, string> = { help: 'needs help first', name: 'by name', behind: 'fewest solved first' };
/** From so many on, a name is looked for and not seen. */
const MANY = 20;

export function LearnerList({ view, sinceMs, onOpen }: LearnerListProps) {
  const [filter, setFilter] = useState<Filter>('all');
  const [order, setOrder] = useState<Order>('help');
  const [find, setFind] = useState('');
  const { learners, steps } = view;
  const titles = useMemo(() => new Map(steps.map(({ id, title }) => [id, title])), [steps]);
  const shown = orderLearners(filterLearners(learners, filter, find), order);
  const isAll = shown.length === learners.length;
  return (
    <section class="learners" aria-labelledby="learners">
      <div class="learner-tools">
        <h2 id="learners">Learners</h2>
        <Filters learners={learners} chosen={filter} onChoose={setFilter} />
        {learners.length > MANY && (
          <input
            class="find"
            type="search"
            placeholder="Find a name"
            aria-label="Find a name"
            value={find}
            onInput={({ currentTarget }) => setFind(currentTarget.value)}
          />
        )}
        <label class="order">
          <span class="hidden">Order</span>
          <select value={order} onChange={({ currentTarget }) => setOrder(ORDERS.find((known) => known === currentTarget.value) ?? 'help')}>
            {ORDERS.map((each) => (
              <option key={each} value={each}>
                {ORDER_WORDS[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {shown.length === 0 && <p class="empty">{isAll ? 'Nobody has joined yet.' : 'Nobody fits.'}</p>}
      <ul class="rows">
        {shown.map((learner) => (
          <Line key={learner.seat} row={rowOf(learner, (step) => titles.get(step) ?? step, sinceMs)} steps={steps.length} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function Filters({ learners, chosen, onChoose }: { learners: readonly BoardLearner[]; chosen: Filter; onChoose(filter: Filter): void }) {
  return (
    <fieldset class="segments">
      <legend class="hidden">Which learners</legend>
      {FILTERS.map((filter) => (
        <button type="button" key={filter} aria-pressed={filter === chosen} onClick={() => onChoose(filter)}>
          {FILTER_WORDS[filter]} <span class="count">{filterLearners(learners, filter).length}</span>
        </button>
      ))}
    </fieldset>
  );
}

interface LineProps {
  row: Row;
  steps: number;
  onOpen(seat: number): void;
}

/** Drawn again only when something in it has changed. */
function Line({ row, steps, onOpen }: LineProps) {
  return useMemo(() => <DrawnLine row={row} steps={steps} onOpen={onOpen} />, [JSON.stringify(row), steps]);
}

function DrawnLine({ row, steps, onOpen }: LineProps) {
  const { seat, name, sign, state, step, onStep, attempts, cause, stuck, solved } = row;
  return (
    <li class={`row row-${sign}`}>
      <a href={`/board/${seat}`} onClick={inPage(() => onOpen(seat))}>
        <Sign sign={sign} />
        <span class="row-name" title={name}>
          <bdi>{name}</bdi>
        </span>
        <span class="row-state">{state}</span>
        <span class="row-step">{step}</span>
        <span class="row-figures">{[attempts, onStep].filter((part) => part !== '').join(' · ')}</span>
        <span class="row-foot">
          <span class="row-cause">{stuck || cause}</span>
          <span class="row-count">
            {solved}/{steps}
            <span class="hidden"> steps solved</span>
          </span>
        </span>
      </a>
    </li>
  );
}

/** How the room is, in one line that is read from afar. */
export function RoomCounts({ view }: { view: BoardView }) {
  const { seats, online, help } = countLearners(view);
  return (
    <p class="room-counts">
      <span>
        <b>{online}</b> of <b>{seats}</b> here
      </span>
      <span class={help > 0 ? 'counts-help' : undefined}>
        <b>{help}</b> {help === 1 ? 'needs' : 'need'} help
      </span>
    </p>
  );
}
