import { db, disconnect, Prisma } from "@/lib/db";
import { cellOf } from "@/lib/geo/cell";
import { tileAt } from "@/lib/geo/mercator";
import { noFilter } from "@/lib/reports/filter";
import { listReports } from "@/lib/reports/list";
import { readPins } from "@/lib/reports/pins";
const states = ["confirmed","confirmed","investigating","planned","fixed_council","fixed_user","closed"] as const;
if ((await db.report.count()) < 100000) {
  const cats = await Promise.all(Array.from({length:15},(_,i)=>db.category.create({data:{name:`C${i}-${Date.now()}`}})));
  const body = await db.body.create({data:{slug:`b${Date.now()}`,name:"Big"}}); const small = await db.body.create({data:{slug:`s${Date.now()}`,name:"Small"}});
  const g=()=> (Math.random()+Math.random()+Math.random()-1.5);
  for (let b=0;b<50;b++){
    const rows=Array.from({length:2000},(_,i)=>{const lat=54.6+g()*0.05, lon=2.3+g()*0.09; const t=new Date(Date.now()-Math.random()*3*365*864e5);
      return {title:`Report ${b}-${i}`,detail:"x".repeat(200),visibility:(Math.random()<.95?"public":"hidden") as "public"|"hidden",state:states[Math.floor(Math.random()*7)]!,categoryId:cats[Math.floor(Math.random()*15)]!.id,lat,lon,cell:cellOf({lat,lon}),confirmedAt:t,createdAt:t,updatedAt:t}});
    const made=await db.report.createManyAndReturn({data:rows,select:{id:true}});
    await db.delivery.createMany({data:made.map(({id},i)=>({reportId:id,bodyId:i%500===0?small.id:body.id,method:"email" as const,state:"sent" as const}))});
    await db.update.createMany({data:made.flatMap(({id})=>Math.random()<.5?[{reportId:id,origin:"backend" as const,visibility:"public" as const,text:"t"}]:[])});
    await db.photo.createMany({data:made.flatMap(({id})=>Math.random()<.2?[{id:crypto.randomUUID(),reportId:id,hash:"abcdef0123456",width:1,height:1}]:[])});
  }
  await db.$executeRaw`vacuum analyze`;
}
async function time(name:string, f:()=>Promise<unknown>){ await f(); const t=performance.now(); for(let i=0;i<5;i++) await f(); console.log(name.padEnd(46), ((performance.now()-t)/5).toFixed(1),"ms"); }
const p={lat:54.6,lon:2.3};
for (const z of [8,10,11,12,13,14,15,16,17]) { const t=tileAt(p,z); await time(`pins z${z}`,()=>readPins(t,noFilter)); const r=await readPins(t,noFilter); console.log("   ",r.pins.length,"pins",r.clusters.length,"clusters",JSON.stringify(r).length,"bytes"); }
await time("pins z11 open, 2 cats",()=>readPins(tileAt(p,11),{kinds:["open"],categoryIds:[1,2],sort:"newest"}));
const box=(d:number)=>({west:p.lon-d*1.7,east:p.lon+d*1.7,south:p.lat-d,north:p.lat+d});
for (const sort of ["newest","oldest","updated"] as const) for (const d of [0.2,0.02,0.005,0.001]) await time(`list box ±${d} ${sort}`,()=>listReports({bounds:box(d),filter:{...noFilter,sort}}));
await time("list box filtered open+1cat ±0.02",()=>listReports({bounds:box(0.02),filter:{kinds:["open"],categoryIds:[3],sort:"newest"}}));
await time("list all",()=>listReports({filter:noFilter}));
const [big,small]=await db.body.findMany({orderBy:{id:"asc"}});
await time("list big body",()=>listReports({bodyId:big!.id,filter:noFilter})); await time("list small body",()=>listReports({bodyId:small!.id,filter:noFilter}));
await time("list small body, filter",()=>listReports({bodyId:small!.id,filter:{kinds:["open"],categoryIds:[2],sort:"oldest"}}));
await time("nearest dense",()=>listReports({near:p,filter:noFilter,limit:5})); await time("nearest far",()=>listReports({near:{lat:55.1,lon:2.3},filter:noFilter,limit:5}));
import { cellRange } from "@/lib/geo/cell"; const t11=tileAt(p,11); const r11=cellRange(11,t11.x,t11.y);
console.log((await db.$queryRaw<any[]>`explain (analyze, buffers) select r.cell >> 20::int as place, r.state, count(*)::int, min(r.id) from "Report" r where r.visibility='public' and (r.cell >= ${r11.from} and r.cell < ${r11.to}) group by 1,2`).map(r=>r["QUERY PLAN"]).join("\n"));
await disconnect();
