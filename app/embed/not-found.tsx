import { NothingHere } from "@/components/embed/nothing-here";

export default function NothingToEmbed() {
  return <NothingHere why="unknown" />;
}
