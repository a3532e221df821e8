// 256 short words that one reads aloud and types without accents: eight bits each.
const all = `
abrigo abril aceite acera acorde agua aire alamo aldea alfil algas aliso altar amapola ancla andar andino anillo anis antena arbol
arco arena arroyo arroz asno atun aurora avena avion azafran azucar azul bahia balcon balsa bambu banco barca barro bata baul
bisonte blanco boca bolero bolsa bosque bota bote brasa brazo brisa broche bronce buho burro buzon cabra cacao cadena caja calle
calma camino campana campo canasta canela canoa canto capa caracol carbon carta casa cascada cebra cedro ceiba cena cereza cerro
cesta ciervo cine cinta ciruela clavel cobre cocina codo cofre colina collar comedor cometa condor conejo copa coral corcho corona
cosecha costa cuaderno cubo cuerda cueva cumbia dado danza delfin dibujo diente disco duna durazno eco encaje enero erizo escoba
espejo espiga estrella fabula faro farol feria fiesta flauta flecha flor foca fogata fruta fuente gaita gallo ganso garza gato
girasol globo golfo goma gorra grano grillo guante guitarra hacha halcon hamaca harina hielo hierba higo hilo hoja hongo horno
hueso humo iglu iman isla jabon jardin jarra jazmin jirafa joya juego jugo lago lampara lana lapiz laurel lazo leche leon libro
lienzo limon lince lino llave lluvia lobo loma loro luna maceta madera maleta manga manta mapa mar marfil marino martes masa
mazorca mesa metro miel molino monte mora muelle mula nata nave neblina nido nieve noche norte nube nuez nutria obra oca ola olivo
onda orilla orquidea oso palma panal papel parque pasto patio pato pavo paz pera perla pesca piano piedra pino pluma pomelo puente
puerto queso quinua radio rama
`;

export const temporaryWords: readonly string[] = all.trim().split(/\s+/);
