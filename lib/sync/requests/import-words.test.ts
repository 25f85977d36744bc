import { expect, test } from "vitest";
import { importWords } from "@/lib/sync/requests/import-words";

const item = (title: string, description: string) => ({
  ...{ serviceRequestId: "S1", status: "open", mediaUrls: [], description },
  extras: { title },
});

test.each([
  ["Pothole", "Pothole: it is deep", "it is deep"],
  ["Pothole", "Pothole\n\nIt is deep.\nVery.", "It is deep.\nVery."],
  ["Pothole", "Potholes everywhere", "Potholes everywhere"],
  ["Pothole", "Pothole by the church", "Pothole by the church"],
  ["Pothole", "Pothole", "Pothole"],
  ["Pothole", "Pothole:", "Pothole:"],
  ["", ": something", ": something"],
])("a title %j that stands before the description %j is not told twice", (title, description, detail) => {
  expect(importWords(item(title, description), "Roads", "keep").detail).toBe(detail);
});
