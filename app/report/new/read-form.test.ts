import { expect, test } from "vitest";
import { readForm } from "@/app/report/new/read-form";
import { NewReport } from "@/lib/reports/new-report";

test("the form's fields become what a new report is made of", () => {
  const form = new FormData();
  const fields = {
    lat: "54.6",
    lon: "2.3",
    q: "Market Place",
    category: "4",
    "answers.depth.cm": "0",
    title: "Hole",
    detail: "Deep",
    email: "ada@example.org",
    name: "Ada",
    phone: "",
    formKey: crypto.randomUUID(),
    startedAt: "1",
    website: "",
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.append("answers.what", "a");
  form.append("answers.what", "b");
  const photo = crypto.randomUUID();
  form.append("photoIds", photo);
  expect(NewReport.parse(readForm(form))).toMatchObject({
    point: { lat: 54.6, lon: 2.3 },
    categoryId: 4,
    answers: { "depth.cm": "0", what: ["a", "b"] },
    photoIds: [photo],
    searchedFor: "Market Place",
    showName: false,
  });
});
