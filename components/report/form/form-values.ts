export type FormPhoto = { id: string; url: string };

/** Everything a person enters. Answers are kept per category, so that they are back when the choice changes back. */
export type FormValues = {
  categoryId: string;
  answers: Readonly<Record<string, string | string[]>>;
  photos: readonly FormPhoto[];
  title: string;
  detail: string;
  email: string;
  name: string;
  phone: string;
  showName: boolean;
};

export const emptyValues: FormValues = {
  categoryId: "",
  answers: {},
  photos: [],
  title: "",
  detail: "",
  email: "",
  name: "",
  phone: "",
  showName: false,
};

export const textFields = ["title", "detail", "email", "name", "phone"] as const;
export type TextField = (typeof textFields)[number];

export const answerKey = (categoryId: string | number, code: string): string => `${categoryId}.${code}`;

export const draftPhoto = (id: string): FormPhoto => ({ id, url: `/photo/draft/${id}` });

type Posted = Readonly<Record<string, string | string[]>>;

const ANSWER = "answers.";
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const first = (value: string | string[] | undefined): string => [value ?? ""].flat()[0] ?? "";

/** The form's values from its text fields by name, as they were posted or stand in the page. */
export function valuesFromFields(fields: Posted): FormValues {
  const categoryId = first(fields.category);
  const answers = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(ANSWER) ? [[answerKey(categoryId, name.slice(ANSWER.length)), value] as const] : [],
  );
  return {
    categoryId,
    answers: Object.fromEntries(answers),
    photos: [fields.photoIds ?? []]
      .flat()
      .filter((id) => uuid.test(id))
      .map(draftPhoto),
    title: first(fields.title),
    detail: first(fields.detail),
    email: first(fields.email),
    name: first(fields.name),
    phone: first(fields.phone),
    showName: first(fields.showName) !== "",
  };
}

/** What was entered in `over` wins; where it is empty, `under` shows. */
export function mergeValues(under: FormValues, over: FormValues): FormValues {
  const texts = Object.fromEntries(textFields.map((field) => [field, over[field] || under[field]]));
  return {
    ...under,
    ...(texts as Record<TextField, string>),
    categoryId: over.categoryId || under.categoryId,
    answers: { ...under.answers, ...filled(over.answers) },
    photos: over.photos.length > 0 ? over.photos : under.photos,
    showName: over.showName || under.showName,
  };
}

const filled = (answers: FormValues["answers"]) =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value.length > 0));

export type FormChange =
  | { type: "set"; field: TextField | "categoryId"; value: string }
  | { type: "showName"; value: boolean }
  | { type: "answer"; categoryId: number; code: string; value: string | string[] }
  | { type: "addPhoto"; photo: FormPhoto }
  | { type: "removePhoto"; id: string }
  | { type: "replace"; values: FormValues };

export function changeValues(values: FormValues, change: FormChange): FormValues {
  switch (change.type) {
    case "set":
      return { ...values, [change.field]: change.value };
    case "showName":
      return { ...values, showName: change.value };
    case "answer": {
      const key = answerKey(change.categoryId, change.code);
      return { ...values, answers: { ...values.answers, [key]: change.value } };
    }
    case "addPhoto":
      return values.photos.some(({ id }) => id === change.photo.id)
        ? values
        : { ...values, photos: [...values.photos, change.photo].slice(0, 3) };
    case "removePhoto":
      return { ...values, photos: values.photos.filter(({ id }) => id !== change.id) };
    case "replace":
      return change.values;
  }
}
