import { expect, test } from "vitest";
import { stripPersonal } from "@/lib/sync/requests/strip-personal";

const strip = (text: string) => stripPersonal(text, (what) => `[${what}]`);

test.each([
  ["Call me on 01234 567890 please", "Call me on [phone] please"],
  ["Tel: 07700 900123", "Tel: [phone]"],
  ["(020) 7946 0018 is my number", "[phone] is my number"],
  ["ring +44 (0)20 7946 0018.", "ring [phone]."],
  ["Rückruf: 0221/221-00000", "Rückruf: [phone]"],
  ["phone number 946001", "phone number [phone]"],
  ["(555) 123-4567 or 555-123-4567", "[phone] or [phone]"],
  ["0049 221 2210000", "[phone]"],
  ["Write to ines.okafor+bins@mail.example.org now", "Write to [email] now"],
  ["mailto:a@b.example", "[email]"],
  ["Name: Ines Okafor, light is out", "Name: [name], light is out"],
  ["Light is out.\nCustomer name: I Okafor\nUrgent", "Light is out.\nCustomer name: [name]\nUrgent"],
  ["caller: ines", "caller: [name]"],
  ["Reported by Ines Okafor this morning", "Reported by [name] this morning"],
  ["Raised by J. McGregor", "Raised by [name]"],
  ["Mrs Okafor fell over it", "[name] fell over it"],
  ["outside Mr O'Brien's house", "outside [name]'s house"],
  ["Spoke to Ms. A. Smith-Jones about it", "Spoke to [name] about it"],
  ["MRS OKAFOR FELL", "[name] FELL"],
  ["Dr Khan of number 4", "[name] of number 4"],
  ["Blue van AB12 CDE blocks the path", "Blue van [plate] blocks the path"],
  ["abandoned, reg: k123 abc", "abandoned, reg: [plate]"],
  ["Kennzeichen K-AB 1234 fehlt", "Kennzeichen [plate] fehlt"],
  ["P123XYZ on the verge", "[plate] on the verge"],
])("taken out: %j", (text, expected) => {
  expect(strip(text)).toBe(expected);
});

test.each([
  "Pothole on the A40, 2 m deep, 30 cm wide",
  "At road B1234 near junction 12 of the M25",
  "A40 AND B12 ARE CLOSED",
  "LAMP POST LP12 OUT",
  "Bus 38A stops there",
  "Seen at 08:30 and 14:45-15:00 on 01/02/2026 08:30",
  "Since 2026-11-28, again on 12.05.2026",
  "Column 207604, job 101005420892",
  "Grid 540000 168000, or 51.507400, -0.127800",
  "0.12345678901 of a mile",
  "SW1A 1AA, opposite EC1A 1BB",
  "Street name: High Street",
  "Reported by Alderwick City Council",
  "reported by the police and by residents",
  "Station Dr North is flooded",
  "Mr",
  "Missing sign, 10,000 litres of water",
  "Plate missing on the bridge",
  "Flat 12B, 3rd floor, ABC 123",
])("left as it is: %j", (text) => {
  expect(strip(text)).toBe(text);
});

test("a long text made to stall it does not", () => {
  const started = performance.now();
  for (const unit of ["a.", "1 ", "Mr A", "(0 ", "Name: ", "A1", "é@"]) strip(unit.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
