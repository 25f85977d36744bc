import { KeyboardCode, type KeyboardCoordinateGetter } from "@dnd-kit/core";

/**
 * Where an arrow key takes a question that is picked up: onto the next one or the one before, however tall they are. (The
 * library's own getter goes by distances, and does not get past a small card with a tall one.)
 */
export const stepCoordinates: KeyboardCoordinateGetter = (event, { context }) => {
  const by = event.code === KeyboardCode.Down ? 1 : event.code === KeyboardCode.Up ? -1 : 0;
  if (by === 0) return undefined;
  event.preventDefault();
  const { active, over, collisionRect, droppableRects } = context;
  const places = [...droppableRects].sort(([, a], [, b]) => a.top - b.top);
  const at = places.findIndex(([id]) => id === (over?.id ?? active?.id));
  const target = places[at + by]?.[1];
  if (!target || !collisionRect) return undefined;
  // The middles meet: by these the library tells what lies over what.
  return { x: target.left, y: target.top + (target.height - collisionRect.height) / 2 };
};
