export { NoSuchReport as default } from "@/components/report/no-report";
