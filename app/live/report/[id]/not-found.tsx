export { default } from "@/app/report/[id]/not-found";
