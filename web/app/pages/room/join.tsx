/** The door of a room. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { HelpDialog } from '../../components/Dialog.tsx';
import { Header } from '../../components/Header.tsx';
import { JoinForm } from '../../components/room/JoinForm.tsx';
import { SeatTaken } from '../../components/room/SeatTaken.tsx';
import { Door } from '../../models/room/door.ts';
import { fetchDoor, join, retake } from '../../models/room/requests.ts';
import { behindDoor } from '../../models/route.ts';
import { nextTheme, theme } from '../../models/theme.ts';

export function Join() {
  const [roomName, setRoomName] = useState<string>();
  const [help, setHelp] = useState(false);
  const door = useMemo(() => new Door({ join, retake }, location.href), []);
  const on = () => location.assign(behindDoor(location.href));
  const seat = door.seat.value;
  useEffect(() => {
    document.title = 'Join · Socket Clinic';
    fetchDoor().then(
      ({ name }) => setRoomName(name),
      () => {}, // Joining says what is wrong.
    );
  }, []);
  useEffect(() => {
    // Whoever came with the seat code has it.
    if (seat && door.isOld) on();
  }, [seat]);
  return (
    <div class="page">
      <a class="skip" href="#main">
        To the content
      </a>
      <Header crumbs={[]} theme={theme.value} onTheme={nextTheme} onHome={on} onHelp={() => setHelp(true)} />
      {seat && !door.isOld ? <SeatTaken {...seat} onGo={on} /> : <JoinForm door={door} roomName={roomName} />}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  );
}
